package org.jobyard.security;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;

/**
 * The users. Administrators manage those of their tenant, administrators of the tenant {@code default} those of all.
 * Each method is one transaction.
 */
@Stateless
public class Users {
    /** Shortest password, in characters. */
    public static final int PASSWORD_MIN = 10;

    private static final int PASSWORD_MAX = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    static final String SELECT = "select id, name, tenant, role, created_at, disabled_at from app_user ";

    @Inject
    Database database;

    @Inject
    Passwords passwords;

    @Inject
    Accounts accounts;

    @Inject
    KnownTokens knownTokens;

    @Inject
    Clock clock;

    /**
     * The users that the caller administers, by name.
     *
     * @throws JobyardException FORBIDDEN when the caller is no administrator
     */
    public List<UserView> list(Caller caller) {
        caller.require(Role.ADMIN);
        return database.list(SELECT + "order by name", Users::view).stream()
                .filter(user -> caller.administers(user.tenant()))
                .toList();
    }

    /**
     * Makes a user, and its tenant when that is new.
     *
     * @throws JobyardException INVALID with each wrong field, CONFLICT when the name is taken, FORBIDDEN
     */
    public UserView create(Caller caller, NewUser user) {
        caller.require(Role.ADMIN);
        String tenant = user.tenant() == null ? caller.tenant() : user.tenant();
        check(user, tenant);
        if (!caller.administers(tenant)) {
            throw new JobyardException(ErrorCode.FORBIDDEN, "You administer the tenant " + caller.tenant() + " only.");
        }
        return accounts.insert(user, tenant);
    }

    /**
     * Sets a password: the own, or as administrator another's. Frees the user from a lock.
     *
     * @throws JobyardException INVALID, NOT_FOUND, FORBIDDEN
     */
    public void setPassword(Caller caller, String name, String password) {
        List<FieldError> errors = new ArrayList<>();
        checkPassword(password, errors);
        refuse(errors);
        UserView user = caller.name().equals(name) ? own(caller) : administered(caller, name);
        database.update(
                "update app_user set password_hash = ?, failures = 0, locked_until = null, version = version + 1"
                        + " where id = ?",
                passwords.generate(password),
                user.id());
    }

    /**
     * Sets a role.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN, CONFLICT for the own role
     */
    public void setRole(Caller caller, String name, Role role) {
        UserView user = another(caller, name);
        database.update("update app_user set role = ?, version = version + 1 where id = ?", role, user.id());
        knownTokens.forget();
    }

    /**
     * Bars a user and its tokens from coming in; a second time changes nothing.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN, CONFLICT for oneself
     */
    public void disable(Caller caller, String name) {
        UserView user = another(caller, name);
        database.update(
                "update app_user set disabled_at = coalesce(disabled_at, ?), version = version + 1 where id = ?",
                clock.instant(),
                user.id());
        knownTokens.forget();
    }

    private UserView own(Caller caller) {
        return database.first(SELECT + "where id = ?", Users::view, caller.userId())
                .orElseThrow(Users::unknown);
    }

    private UserView another(Caller caller, String name) {
        UserView user = administered(caller, name);
        if (user.id().equals(caller.userId())) {
            throw new JobyardException(
                    ErrorCode.CONFLICT, "Nobody does this to themselves: there might be no administrator left.");
        }
        return user;
    }

    private UserView administered(Caller caller, String name) {
        caller.require(Role.ADMIN);
        return database.first(SELECT + "where name = ?", Users::view, name)
                .filter(user -> caller.administers(user.tenant()))
                .orElseThrow(Users::unknown);
    }

    private static JobyardException unknown() {
        return new JobyardException(ErrorCode.NOT_FOUND, "There is no such user.");
    }

    private static void check(NewUser user, String tenant) {
        List<FieldError> errors = new ArrayList<>();
        if (user.name() == null || !NAME.matcher(user.name()).matches()) {
            errors.add(new FieldError("name", "must be 1 to 64 letters, digits, '.', '_', '@' or '-'"));
        }
        checkPassword(user.password(), errors);
        if (user.role() == null) {
            errors.add(new FieldError("role", "must be one of VIEWER, ENGINEER, OPERATOR, ADMIN"));
        }
        if (!TENANT.matcher(tenant).matches()) {
            errors.add(new FieldError("tenant", "must be 1 to 63 lower-case letters, digits or '-'"));
        }
        refuse(errors);
    }

    private static void checkPassword(String password, List<FieldError> errors) {
        if (password == null || password.length() < PASSWORD_MIN || password.length() > PASSWORD_MAX) {
            errors.add(new FieldError("password", "must have " + PASSWORD_MIN + " to " + PASSWORD_MAX + " characters"));
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The user is not valid.", errors);
        }
    }

    static UserView view(Row row) throws SQLException {
        return new UserView(
                row.uuid("id"),
                row.text("name"),
                row.text("tenant"),
                row.constant("role", Role.class),
                row.instant("created_at"),
                row.instant("disabled_at"));
    }
}
