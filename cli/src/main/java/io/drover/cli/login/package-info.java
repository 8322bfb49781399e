/** Which server the commands talk to. */
package io.drover.cli.login;
