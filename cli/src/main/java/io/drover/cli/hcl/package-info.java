/**
 * Reads the HCL of {@code atlas.hcl} and {@code drover.hcl}: text → {@link io.drover.cli.hcl.HclFile} → values, each
 * evaluated when somebody asks for it. Knows nothing of environments or migrations; that is package {@code project}.
 */
package io.drover.cli.hcl;
