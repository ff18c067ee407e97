/** What the adapter keeps in PostgreSQL: intents, leases of nodes, and the branches that are in doubt there. */
package org.jobyard.ra.store;
