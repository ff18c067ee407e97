# Ends the scripts of a worker that was killed. Its standard input is a pipe that only the worker holds open: the end of
# the input is the end of the worker. $1 is the folder of this start of the worker; each script that still runs has a
# folder in it with a file "process" that says its id (also that of its group) and its start in clock ticks.
cat > /dev/null
for file in "$1"/*/process; do
    { read -r pid start; } < "$file" 2> /dev/null || continue
    case "$pid$start" in '' | *[!0-9]*) continue ;; esac
    if stat=$(cat "/proc/$pid/stat" 2> /dev/null); then
        # What follows the name in parentheses: its 20th field is the start.
        set -- "$1" ${stat##*) }
        # Another start: a stranger with the id of a script that has ended.
        [ "${21}" = "$start" ] || continue
    fi
    kill -s KILL -- "-$pid" 2> /dev/null
done
# Those that have left the group, or were not noted yet when the worker was killed: their environment tells.
for environment in $(grep -lszF "JOBYARD_OUTPUT=$1/" /proc/[0-9]*/environ); do
    pid=${environment#/proc/}
    kill -s KILL "${pid%/environ}" 2> /dev/null
done
