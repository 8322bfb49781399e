/** What a configuration file means for Drover: environments, their targets, their directory. */
package io.drover.cli.project;
