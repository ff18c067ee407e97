package org.jobyard.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * All resources and providers of the application. The version is part of each resource's path, so that an address under
 * {@code /api} which no version knows is still answered with a problem.
 */
@ApplicationPath("/api")
public class ApiApplication extends Application {}
