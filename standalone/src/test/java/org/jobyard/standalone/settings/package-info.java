/** Tests of the launcher's settings. */
package org.jobyard.standalone.settings;
