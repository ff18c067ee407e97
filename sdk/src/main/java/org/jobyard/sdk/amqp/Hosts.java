package org.jobyard.sdk.amqp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine. */
public final class Hosts {
    private Hosts() {}

    /** Its name, without what a worker's name may not have. */
    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_.-]", "-");
        } catch (UnknownHostException e) {
            // It has a name that its resolver does not know: the exception's text begins with it, but nobody promises
            // that.
            return "localhost";
        }
    }
}
