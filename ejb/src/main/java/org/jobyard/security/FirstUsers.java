package org.jobyard.security;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/** Makes the first administrator, and the token of the command line, where the settings ask for it. */
@Stateless
public class FirstUsers {
    /** The first administrator's name. */
    public static final String ADMIN = "admin";

    private static final String PASSWORD_FILE = "admin-password";
    private static final Logger LOG = Logger.getLogger(FirstUsers.class.getName());

    @Inject
    Database database;

    @Inject
    Accounts accounts;

    @Inject
    Settings settings;

    /** Does what is missing; repeated calls do nothing. Two nodes that start together do it once. */
    public void prepare() {
        database.list("select pg_advisory_xact_lock(hashtext('jobyard.first-users'))", row -> 0);
        boolean none =
                database.first("select 1 from app_user limit 1", row -> 1).isEmpty();
        if (none) {
            accounts.insert(new NewUser(ADMIN, password(), Role.ADMIN, Caller.DEFAULT_TENANT), Caller.DEFAULT_TENANT);
        }
        String secret = settings.text(Setting.BOOTSTRAP_TOKEN);
        if (!secret.isEmpty()) {
            Optional<UUID> admin =
                    database.first("select id from app_user where name = ?", row -> row.uuid("id"), ADMIN);
            admin.ifPresent(user -> accounts.insert(user, "command line", secret, null));
        }
    }

    private String password() {
        String password = settings.text(Setting.ADMIN_PASSWORD);
        return password.isEmpty() ? generate() : password;
    }

    /** A password must not be in a log, so a file that only the server's user can read has it. */
    private String generate() {
        String password = Secrets.generate();
        Path file = Path.of(settings.text(Setting.OUTPUT_DIR))
                .resolve(PASSWORD_FILE)
                .toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the first password to " + file, e);
        }
        LOG.log(Level.INFO, "The password of the user {0} was generated; it is in {1}", new Object[] {ADMIN, file});
        return password;
    }
}
