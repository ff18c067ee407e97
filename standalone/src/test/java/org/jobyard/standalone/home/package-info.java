/** Tests of the home folder. */
package org.jobyard.standalone.home;
