package io.drover.cli.hcl;

/** Entry to the front end. */
public final class HclFile {
    private HclFile() {}

    /**
     * Reads text.
     *
     * @param name the file's name as it is to appear in messages
     * @throws HclException at the first fault
     */
    public static Body parse(String name, String text) {
        return new Parser(Lexer.tokens(name, text)).file();
    }
}
