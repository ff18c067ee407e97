/** The rules of the core's packages. */
package org.jobyard.architecture;
