# Ends what a JVM has started when that JVM is gone, however it went, and deletes its folder, the one argument.
# The input is a pipe that only the JVM holds; the end of the input is the end of the JVM.
trap '' INT TERM HUP
folder=$1
cat >/dev/null
for mark in "$folder"/*/*process; do
  [ -r "$mark" ] || continue
  { read -r pid; read -r boot ticks; } <"$mark"
  stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
  # What follows the name in parentheses: the state is the 1st word, the start time the 20th.
  set -- ${stat##*) }
  shift 19
  if [ "$1" = "$ticks" ]; then kill -KILL "$pid"; fi
done
# Children of the killed may write for a moment longer.
for try in 1 2 3; do rm -rf "$folder" && break; sleep 1; done
