package org.jobyard.security;

import java.time.Duration;

/**
 * A token to be issued.
 *
 * @param user name of the user it stands for; null: the caller. Only administrators issue for others
 * @param name what it is for, 1 to 100 characters
 * @param validFor how long; null: until revoked
 */
public record NewToken(String user, String name, Duration validFor) {}
