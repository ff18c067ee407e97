/** Tests of starting, supervising and ending. */
package org.jobyard.standalone.launch;
