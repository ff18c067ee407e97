/** The home folder: what is kept where, who uses it, and what runs from it. */
package org.jobyard.standalone.home;
