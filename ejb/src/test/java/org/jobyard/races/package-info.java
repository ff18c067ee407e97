/** Each race that a job can come into, in both orders, on a real database: docs/races.md lists them. */
package org.jobyard.races;
