package org.jobyard.standalone.launch;

import java.nio.file.Path;
import org.jobyard.standalone.home.LaunchRecord;

/**
 * Where a database or a broker is, and how to get in.
 *
 * @param address JDBC address, or AMQP address without user
 * @param user user name
 * @param password its password
 * @param passwordFile file, readable by its owner only, that holds the password
 * @param version of the software
 */
record ServiceAddress(String address, String user, String password, Path passwordFile, String version) {
    LaunchRecord.Service record() {
        return new LaunchRecord.Service(address, user, passwordFile.toString());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return address + " (" + user + ")";
    }
}
