/** Rules about the sources: which way dependencies point, what no class may do, that the documents hold together. */
package org.jobyard.systemtests.architecture;
