/** Tests of the command line, most of them with real processes. */
package org.jobyard.standalone.cli;
