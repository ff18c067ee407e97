/** What the command line does through the public API: run a script, follow its log, the demo, users and tokens. */
package org.jobyard.standalone.client;
