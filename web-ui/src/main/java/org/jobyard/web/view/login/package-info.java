/** Signing in and out. */
package org.jobyard.web.view.login;
