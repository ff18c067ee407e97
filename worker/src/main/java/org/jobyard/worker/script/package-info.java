/** What a script job is: its parameters, interpreter, environment, folder, output and result. */
package org.jobyard.worker.script;
