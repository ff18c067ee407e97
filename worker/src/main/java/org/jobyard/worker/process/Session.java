package org.jobyard.worker.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jobyard.sdk.worker.Pausable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All processes of one script: those of the session that it leads, and those that left the session but still carry its
 * variable in their environment. A process id that was given to a stranger meanwhile is never taken for one of them.
 */
public final class Session implements Pausable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration PATIENCE_AFTER_KILL = Duration.ofSeconds(10);
    private static final long SHORTEST_PAUSE_MS = 2;
    private static final long LONGEST_PAUSE_MS = 100;

    private static final int MOST_PASSES = 20;

    private static final long NONE = -1;

    private final long leader;
    private final OptionalLong start;
    private final String variable;

    /**
     * Names a session; it need not live.
     *
     * @param leader id of its first process, which is also that of session and group
     * @param start when that process started, in clock ticks since the boot; empty: it ended before anybody looked
     * @param variable {@code NAME=VALUE} that only the environment of its processes has
     */
    public Session(long leader, OptionalLong start, String variable) {
        this.leader = leader;
        this.start = start;
        this.variable = variable;
    }

    /** Processes of which only the variable is known. */
    static Session ofVariable(String variable) {
        return new Session(NONE, OptionalLong.empty(), variable);
    }

    /** When a process started, in clock ticks since the boot; empty when it has ended. */
    public static OptionalLong startOf(long pid) {
        return ProcessTable.find(pid)
                .map(entry -> OptionalLong.of(entry.start()))
                .orElse(OptionalLong.empty());
    }

    /** Its living processes as texts for people: id and program. */
    public List<String> members() {
        return living().stream().map(Session::text).toList();
    }

    /**
     * Ends all its processes: SIGTERM, some time, SIGKILL. Returns when none is left, or when some withstand even that
     * (waiting for a device). Not to be interrupted: an interruption is kept for later.
     *
     * @param grace how long they have after SIGTERM
     * @return those that are left, as texts for people; empty as a rule
     */
    public List<String> end(Duration grace) {
        boolean interrupted = false;
        var politely = new HashSet<ProcessTable.Entry>();
        long killFrom = System.nanoTime() + grace.toNanos();
        long giveUpAt = killFrom + PATIENCE_AFTER_KILL.toNanos();
        long pause = SHORTEST_PAUSE_MS;
        for (List<ProcessTable.Entry> living = living(); !living.isEmpty(); living = living()) {
            long now = System.nanoTime();
            if (now >= giveUpAt) {
                LOG.error("processes that cannot be ended: {}", living);
                return living.stream().map(Session::text).toList();
            } else if (now >= killFrom) {
                killGroup(living);
                living.forEach(Session::kill);
            } else {
                living.stream().filter(politely::add).forEach(Session::terminate);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    /** SIGSTOP to all its processes, also to those that are made meanwhile. */
    @Override
    public void pause() {
        Set<ProcessTable.Entry> stopped = new HashSet<>();
        List<ProcessTable.Entry> running = living();
        for (int pass = 0; !running.isEmpty() && pass < MOST_PASSES; pass++) {
            signal("STOP", running);
            stopped.addAll(running);
            running =
                    living().stream().filter(entry -> !stopped.contains(entry)).toList();
        }
        if (!running.isEmpty()) {
            LOG.warn("these make processes faster than they can be stopped: {}", running);
        }
    }

    /** SIGCONT to all its processes. */
    @Override
    public void resume() {
        signal("CONT", living());
    }

    /** One call for all, and for the group first: what a process makes while the others are looked up is hit with it. */
    private void signal(String name, List<ProcessTable.Entry> entries) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "for p; do kill -s \"$0\" -- \"$p\" 2>/dev/null; done", name));
        if (entries.stream().anyMatch(entry -> entry.group() == leader)) {
            command.add("-" + leader);
        }
        entries.stream()
                .filter(entry -> handle(entry).isPresent())
                .map(entry -> Long.toString(entry.pid()))
                .forEach(command::add);
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.onExit().join();
        } catch (IOException e) {
            LOG.warn("cannot send SIG{} to {}: {}", name, entries, e.getMessage());
        }
    }

    private static void terminate(ProcessTable.Entry entry) {
        if (!handle(entry).map(ProcessHandle::destroy).orElse(true)) {
            LOG.warn("no right to end process {}", text(entry));
        }
    }

    private static void kill(ProcessTable.Entry entry) {
        if (!handle(entry).map(ProcessHandle::destroyForcibly).orElse(true)) {
            LOG.debug("process {} could not be killed", text(entry));
        }
    }

    /** One call for the whole group: who only kills one by one, a script that forks without end outruns. */
    private void killGroup(List<ProcessTable.Entry> living) {
        if (living.stream().noneMatch(entry -> entry.group() == leader)) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- \"-$1\" 2>/dev/null", "sh", "" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.onExit().join();
        } catch (IOException e) {
            LOG.warn("cannot kill group {} in one go, trying one by one: {}", leader, e.getMessage());
        }
    }

    private List<ProcessTable.Entry> living() {
        boolean ours = isOurs();
        long self = ProcessHandle.current().pid();
        return ProcessTable.all().stream()
                .filter(entry -> entry.pid() != self)
                .filter(entry -> entry.start() >= start.orElse(0))
                .filter(entry -> (ours && (entry.session() == leader || entry.pid() == leader))
                        || ProcessTable.hasVariable(entry.pid(), variable))
                .toList();
    }

    /**
     * Whether the session of that number is ours. While any process is left in it, the system gives its number to no new
     * process; so it is not ours only if a younger process has the number.
     */
    private boolean isOurs() {
        if (leader == NONE) {
            return false;
        }
        Optional<ProcessTable.Entry> current = ProcessTable.find(leader);
        return current.isEmpty() || (start.isPresent() && current.get().start() == start.getAsLong());
    }

    /** The handle checks the start time itself when it signals; here, that it was made for the right process. */
    private static Optional<ProcessHandle> handle(ProcessTable.Entry entry) {
        return ProcessHandle.of(entry.pid())
                .filter(handle -> ProcessTable.find(entry.pid())
                        .filter(now -> now.start() == entry.start())
                        .isPresent());
    }

    private static String text(ProcessTable.Entry entry) {
        return entry.pid() + " (" + entry.name() + ")";
    }
}
