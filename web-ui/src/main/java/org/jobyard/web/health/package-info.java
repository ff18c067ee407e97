/** MicroProfile Health: whether this node can take work, and whether it is worth keeping. */
package org.jobyard.web.health;
