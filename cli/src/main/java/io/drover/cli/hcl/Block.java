package io.drover.cli.hcl;

import java.util.List;

/** {@code type "label" { … }}. */
public record Block(String type, List<String> labels, Body body, Position position) {}
