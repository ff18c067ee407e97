package org.jobyard.standalone.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jobyard.embedded.EmbeddedPostgres;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.KeptValues;
import org.jobyard.standalone.settings.LauncherSetting;
import org.jobyard.standalone.settings.LauncherSettings;

/** Database and broker: private ones, or those that the settings name. */
final class Foundations {
    private static final String DATABASE_PORT = "database.port";
    private static final String BROKER_PORT = "broker.port";

    private final Home home;
    private final LauncherSettings settings;
    private final KeptValues kept;
    private final Consumer<Part> running;
    private final List<Part> parts = new ArrayList<>();
    private ServiceAddress database;
    private ServiceAddress broker;
    private boolean hasUsers;

    /** {@code running} is handed each part that runs, the database first. */
    Foundations(Home home, LauncherSettings settings, KeptValues kept, Consumer<Part> running) {
        this.home = home;
        this.settings = settings;
        this.kept = kept;
        this.running = running;
    }

    /** Looks at what is not ours, then starts what is, both at once. */
    void start(Consumer<String> say) {
        Optional<EmbeddedPostgres> postgres = privateDatabase();
        Optional<PrivateRabbit> rabbit = privateBroker(say);
        if (postgres.isEmpty()) {
            database = givenDatabase();
        }
        if (rabbit.isEmpty()) {
            broker = givenBroker();
        }
        postgres.map(PrivateDatabase::new).ifPresent(parts::add);
        rabbit.map(PrivateBroker::new).ifPresent(parts::add);
        if (!parts.isEmpty()) {
            say.accept("starting " + (postgres.isPresent() ? "PostgreSQL" : "") + (parts.size() == 2 ? " and " : "")
                    + (rabbit.isPresent() ? "RabbitMQ" : ""));
        }
        startParts();
        postgres.ifPresent(own -> database = address(own));
        rabbit.ifPresent(own -> broker = address(own));
    }

    private Optional<EmbeddedPostgres> privateDatabase() {
        if (settings.set(LauncherSetting.DB_URL).isPresent()) {
            return Optional.empty();
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.in(home.database());
        settings.port(LauncherSetting.DB_PORT)
                .ifPresentOrElse(
                        postgres::port, () -> kept.number(DATABASE_PORT).ifPresent(postgres::preferPort));
        return Optional.of(postgres);
    }

    private Optional<PrivateRabbit> privateBroker(Consumer<String> say) {
        if (settings.set(LauncherSetting.AMQP_URI).isPresent()) {
            return Optional.empty();
        }
        PrivateRabbit rabbit = PrivateRabbit.in(home.broker()).say(say);
        settings.port(LauncherSetting.AMQP_PORT)
                .ifPresentOrElse(rabbit::port, () -> kept.number(BROKER_PORT).ifPresent(rabbit::preferPort));
        return Optional.of(rabbit);
    }

    private void startParts() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> starts = new ArrayList<>();
            parts.forEach(part -> starts.add(threads.submit(part::start)));
            for (Future<?> start : starts) {
                start.get();
            }
            parts.forEach(running);
        } catch (InterruptedException e) {
            stopAll(threads);
            Thread.currentThread().interrupt();
            throw new StartFailure("The start was interrupted.", e);
        } catch (ExecutionException e) {
            stopAll(threads);
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("Cannot start: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private void stopAll(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new StartFailure("A start that was interrupted does not end.");
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            parts.get(i).stop();
        }
    }

    private ServiceAddress address(EmbeddedPostgres postgres) {
        kept.keep(DATABASE_PORT, Integer.toString(postgres.port()));
        return look(postgres.jdbcUrl(), postgres.user(), postgres.password(), postgres.passwordFile());
    }

    private ServiceAddress givenDatabase() {
        String password = settings.text(LauncherSetting.DB_PASSWORD);
        return look(
                settings.text(LauncherSetting.DB_URL),
                settings.text(LauncherSetting.DB_USER),
                password,
                keepPassword("database.password", password));
    }

    private ServiceAddress look(String url, String user, String password, Path passwordFile) {
        DatabaseCheck.Seen seen = DatabaseCheck.look(url, user, password);
        hasUsers = seen.hasUsers();
        return new ServiceAddress(url, user, password, passwordFile, seen.version());
    }

    private ServiceAddress address(PrivateRabbit rabbit) {
        kept.keep(BROKER_PORT, Integer.toString(rabbit.port()));
        return broker(rabbit.uri().toString(), rabbit.user(), rabbit.password(), rabbit.passwordFile());
    }

    private ServiceAddress givenBroker() {
        String password = settings.text(LauncherSetting.AMQP_PASSWORD);
        return broker(
                settings.text(LauncherSetting.AMQP_URI),
                settings.text(LauncherSetting.AMQP_USER),
                password,
                keepPassword("broker.password", password));
    }

    private static ServiceAddress broker(String uri, String user, String password, Path passwordFile) {
        return new ServiceAddress(uri, user, password, passwordFile, BrokerCheck.version(uri, user, password));
    }

    private Path keepPassword(String name, String password) {
        Path file = home.run().resolve(name);
        PrivateFiles.write(file, password);
        return file;
    }

    /** Those that are ours. */
    List<Part> parts() {
        return List.copyOf(parts);
    }

    ServiceAddress database() {
        return database;
    }

    ServiceAddress broker() {
        return broker;
    }

    /** Whether somebody can sign in already. */
    boolean hasUsers() {
        return hasUsers;
    }
}
