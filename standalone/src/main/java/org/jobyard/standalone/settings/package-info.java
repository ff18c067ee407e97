/** The settings of the launcher: from the file in the home folder, then the environment, then the command line. */
package org.jobyard.standalone.settings;
