/** The commands: they read options, delegate and print. */
package org.jobyard.standalone.cli;
