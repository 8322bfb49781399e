package io.drover.cli.hcl;

/** Where something stands in a configuration file. Lines and columns count from 1; columns count characters. */
public record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
