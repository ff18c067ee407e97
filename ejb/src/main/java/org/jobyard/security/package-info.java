/** Users, their roles and tokens, and who asks. */
package org.jobyard.security;
