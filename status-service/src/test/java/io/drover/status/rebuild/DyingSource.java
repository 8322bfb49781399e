package io.drover.status.rebuild;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Gives out connections that are cut at a statement, or at {@code commit}: the server hears no more of their process. */
final class DyingSource {
    private final DataSource real;
    private final String last;
    private final boolean lastIsExecuted;
    private boolean dead;

    DyingSource(DataSource real, String last, boolean lastIsExecuted) {
        this.real = real;
        this.last = last;
        this.lastIsExecuted = lastIsExecuted;
    }

    DataSource source() {
        return proxy(DataSource.class, (method, arguments) -> connection((Connection) method.invoke(real, arguments)));
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            String text = arguments != null && arguments[0] instanceof String sql ? sql : method.getName();
            if (method.getName().equals("isValid")) {
                return !dead;
            }
            if (method.getName().equals("close")) {
                return dead ? null : method.invoke(connection, arguments);
            }
            Object made = run(connection, text, method, connection, arguments);
            if (made instanceof PreparedStatement prepared) {
                return proxy(PreparedStatement.class, (called, given) -> run(connection, "", called, prepared, given));
            }
            if (made instanceof Statement statement) {
                return proxy(
                        Statement.class,
                        (called, given) -> run(
                                connection, given == null ? "" : String.valueOf(given[0]), called, statement, given));
            }
            return made;
        });
    }

    private Object run(Connection connection, String text, Method method, Object on, Object[] arguments)
            throws ReflectiveOperationException, SQLException {
        if (dead) {
            throw new SQLException("The process is dead");
        }
        if (!text.contains(last)) {
            return method.invoke(on, arguments);
        }
        if (lastIsExecuted) {
            method.invoke(on, arguments);
        }
        dead = true;
        connection.abort(Runnable::run);
        throw new SQLException("The process dies at " + last);
    }

    @FunctionalInterface
    private interface Call {
        Object run(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                DyingSource.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.run(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
