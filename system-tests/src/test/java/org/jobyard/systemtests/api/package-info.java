/** The HTTP API of a running Jobyard: every address, every kind of refusal, live feeds, people and sessions. */
package org.jobyard.systemtests.api;
