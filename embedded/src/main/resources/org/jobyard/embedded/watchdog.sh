# Ends what a JVM has started when that JVM is gone, however it went. Arguments: the folder to look after.
# Its input is a pipe that only the JVM holds; the end of the input is the end of the JVM.
trap '' INT TERM HUP
cat >/dev/null
for mark in "$1"/*/*process; do
  [ -r "$mark" ] || continue
  { read -r pid; read -r boot ticks; } <"$mark"
  stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
  # What follows the name in parentheses: state is the 1st word, the start time the 20th.
  set -- "$1" ${stat##*) }
  shift 20
  if [ "$1" = "$ticks" ]; then kill -KILL "$pid"; fi
done
rm -rf "$1"
