package org.jobyard.web.view.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tabs of a job's page, in their order; the first is shown when the address names none. */
enum Tab {
    LOG,
    TIMELINE,
    ATTEMPTS,
    OUTPUTS,
    INPUT;

    /** As the address and the messages name it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Tab::key).toList();
    }

    /** The key itself when there is such a tab, else the first one's. */
    static String known(String key) {
        return key != null && keys().contains(key) ? key : LOG.key();
    }
}
