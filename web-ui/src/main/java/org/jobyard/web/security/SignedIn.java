package org.jobyard.web.security;

import jakarta.security.enterprise.CallerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** The container's principal that carries the core's caller. */
public final class SignedIn extends CallerPrincipal {

    private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = SignedIn.class.getName();

    // Not serialized: a session that was written out and read back is one without sign-in.
    private final transient Caller caller;

    SignedIn(Caller caller) {
        super(caller.name());
        this.caller = caller;
    }

    /** Never null in a live session or request. */
    Caller caller() {
        return caller;
    }

    /** Names of the container's roles: the caller's own and those it covers, so that web.xml names the least one. */
    Set<String> roles() {
        return EnumSet.allOf(Role.class).stream()
                .filter(role -> caller.role().covers(role))
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    void storeIn(HttpSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    void storeIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Who signed in to the console in this session, if anybody did. */
    static Optional<SignedIn> inSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : present(session.getAttribute(ATTRIBUTE));
    }

    /** Who was authenticated for this request, if anybody was. */
    static Optional<SignedIn> inRequest(HttpServletRequest request) {
        return present(request.getAttribute(ATTRIBUTE));
    }

    private static Optional<SignedIn> present(Object attribute) {
        return attribute instanceof SignedIn signedIn && signedIn.caller != null
                ? Optional.of(signedIn)
                : Optional.empty();
    }
}
