package io.drover.cli.hcl;

import io.drover.cli.hcl.Token.Kind;
import java.util.List;

/** The tokens with a place in them. Inside parentheses and brackets line ends mean nothing and are passed over. */
final class Tokens {
    private final List<Token> tokens;
    private int at;
    private int nesting;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        int i = at;
        while (nesting > 0 && tokens.get(i).is(Kind.NEWLINE)) {
            i++;
        }
        return tokens.get(i);
    }

    Token take() {
        while (nesting > 0 && tokens.get(at).is(Kind.NEWLINE)) {
            at++;
        }
        Token token = tokens.get(at);
        if (!token.is(Kind.END)) {
            at++;
        }
        return token;
    }

    boolean takeIf(String symbol) {
        if (!peek().isSymbol(symbol)) {
            return false;
        }
        take();
        return true;
    }

    Token expect(Kind kind, String what) {
        Token token = peek();
        if (!token.is(kind)) {
            throw new HclException(token.position(), "expected " + what + ", found " + token.shown() + ".");
        }
        return take();
    }

    void expect(String symbol) {
        Token token = peek();
        if (!token.isSymbol(symbol)) {
            throw new HclException(token.position(), "expected '" + symbol + "', found " + token.shown() + ".");
        }
        take();
    }

    void skipNewlines() {
        while (tokens.get(at).is(Kind.NEWLINE)) {
            at++;
        }
    }

    /** From here to {@link #leave} line ends do not count. */
    void enter() {
        nesting++;
    }

    void leave() {
        nesting--;
    }

    /** From here to {@link #resume} line ends count again, whatever is around; the answer goes to {@code resume}. */
    int suspend() {
        int before = nesting;
        nesting = 0;
        return before;
    }

    void resume(int before) {
        nesting = before;
    }
}
