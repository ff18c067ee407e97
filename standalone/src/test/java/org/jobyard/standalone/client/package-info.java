/** Tests of the commands that talk to the API, against an HTTP server of their own. */
package org.jobyard.standalone.client;
