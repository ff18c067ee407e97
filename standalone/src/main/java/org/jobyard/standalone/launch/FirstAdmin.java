package org.jobyard.standalone.launch;

import java.security.SecureRandom;
import java.util.Base64;
import org.jobyard.standalone.settings.LauncherSetting;
import org.jobyard.standalone.settings.LauncherSettings;

/**
 * The password of the first user.
 *
 * @param password null when there are users already: the server needs none then
 * @param made whether it was made here, so that it must be shown
 */
record FirstAdmin(String password, boolean made) {
    private static final int BYTES = 12;

    static FirstAdmin of(LauncherSettings settings, boolean hasUsers) {
        if (hasUsers) {
            return new FirstAdmin(null, false);
        }
        return settings.set(LauncherSetting.ADMIN_PASSWORD)
                .map(set -> new FirstAdmin(set, false))
                .orElseGet(() -> new FirstAdmin(random(), true));
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return made ? "a new password" : "a given password";
    }
}
