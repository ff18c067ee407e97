/**
 * Who asks: one authentication mechanism for the whole application (bearer tokens and the console's session), sign-in and
 * sign-out, protection against forged requests, security headers. What a caller may do is decided in the core.
 */
package org.jobyard.web.security;
