/** The control plane seen from the CLI: where it is, how it is asked, what it answers. */
package io.drover.cli.remote;
