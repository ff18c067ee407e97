/** The HTTP API under {@code /api/v1}: each resource unwraps a request, hands it to the core and wraps the answer. */
package org.jobyard.web.api;
