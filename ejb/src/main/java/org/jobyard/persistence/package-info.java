/** How the core reads and writes PostgreSQL. */
package org.jobyard.persistence;
