package org.jobyard.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The data folder of a PostgreSQL server: made by initdb, looked after when a killed launcher has left it in use. */
final class PostgresCluster {
    private static final Duration MAKER_GRACE = Duration.ofSeconds(10);

    private final Path programs;
    private final Path folder;
    private final NotRoot user;

    PostgresCluster(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
        this.user = NotRoot.detect();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Makes the data folder, if there is none; a half-made one of a killed launcher is thrown away. */
    void create(String superuser, Path passwordFile, Path log) {
        if (Files.isDirectory(data())) {
            user.own(data());
            return;
        }
        Path fresh = folder.resolve("data.new");
        endOrphanedMaker();
        FileTrees.delete(fresh);
        PrivateFiles.folder(fresh);
        user.own(fresh);
        long start = Logs.end(log);
        List<String> initdb = List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + superuser,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums",
                "--no-instructions");
        Child maker = Child.start(new ProcessBuilder(user.command(initdb)), log, makerMark());
        try {
            maker.onExit().get();
            if (maker.exitStatus() != 0) {
                throw new StartFailure(Logs.reason("PostgreSQL", Logs.since(log, start), log, 0));
            }
            Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailure("Cannot make the database in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while the database was made.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot fail", e);
        } finally {
            maker.end("TERM", MAKER_GRACE);
        }
    }

    private void endOrphanedMaker() {
        Child.endOrphan(makerMark(), "TERM", MAKER_GRACE);
    }

    private Path makerMark() {
        return folder.resolve("initdb.process");
    }

    /** The command that runs the server in the foreground. */
    List<String> serverCommand(Map<String, String> settings) {
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("bin/postgres").toString(), "-D", data().toString()));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return user.command(command);
    }

    /** Whether the server of that process id has written in its pid file that it takes connections. */
    boolean isReady(long pid) {
        return pidFile()
                .filter(lines -> lines.size() > 7)
                .filter(lines -> lines.get(0).strip().equals(Long.toString(pid)))
                .filter(lines -> lines.get(7).strip().equals("ready"))
                .isPresent();
    }

    /**
     * Ends the server of this folder that nobody looks after any more. When the pid file names a process that has
     * merely been given the same id, the file is made to say so: PostgreSQL would take it for a server and refuse. The
     * file itself stays, since by what else it says PostgreSQL sees whether children of a killed server still run.
     */
    void endOrphan() {
        Optional<ProcessMark> named = pidFile()
                .filter(lines -> !lines.isEmpty())
                .flatMap(lines -> ProcessMark.of(Long.parseLong(lines.get(0).strip())));
        if (named.isEmpty()) {
            return;
        }
        if (isServerOfThisFolder(named.get())) {
            Signals.end(named.get(), "INT", Duration.ofSeconds(20));
        } else {
            disownPidFile();
        }
    }

    private boolean isServerOfThisFolder(ProcessMark process) {
        try {
            String command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return command.contains("postgres") && command.contains(data().toString());
        } catch (IOException gone) {
            return false;
        }
    }

    private void disownPidFile() {
        try {
            List<String> lines = new ArrayList<>(pidFile().orElseThrow());
            // PostgreSQL never takes its own parent for another server.
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.write(data().resolve("postmaster.pid"), lines);
        } catch (IOException e) {
            throw new StartFailure("Cannot correct the pid file in " + data() + ": " + e.getMessage(), e);
        }
    }

    private Optional<List<String>> pidFile() {
        try {
            return Optional.of(Files.readAllLines(data().resolve("postmaster.pid")));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
