/** What people see of jobs: lists, details and history, each reader within the own tenant. */
package org.jobyard.query;
