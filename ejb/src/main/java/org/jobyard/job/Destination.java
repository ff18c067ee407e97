package org.jobyard.job;

import java.util.regex.Pattern;

/** The name of where a job's work takes place, or of what it acts upon: a host, a cluster, a database. */
public final class Destination {
    /** What a name may be, for people. */
    public static final String RULE = "must begin with a lower-case letter or a digit and have up to 100 lower-case"
            + " letters, digits, '.', '-' or '_'";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private Destination() {}

    /** True for what may be a name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
