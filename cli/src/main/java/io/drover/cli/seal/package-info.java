/** Passwords that leave this machine only sealed for the agents of a pool. */
package io.drover.cli.seal;
