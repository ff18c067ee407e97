/** How the whole service fares: what is wrong first, then what runs, waits, has ended, and comes next. */
package org.jobyard.overview;
