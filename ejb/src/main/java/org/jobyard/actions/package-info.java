/** What people may do to many jobs at once. */
package org.jobyard.actions;
