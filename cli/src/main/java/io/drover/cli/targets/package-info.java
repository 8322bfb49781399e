/** {@code drover targets …}: the fleet. */
package io.drover.cli.targets;
