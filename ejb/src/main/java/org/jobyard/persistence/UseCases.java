package org.jobyard.persistence;

import java.util.stream.Stream;

/** Finds out what the calling thread is about. Walks the stack, some microseconds: not for each statement. */
final class UseCases {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String CORE = "org.jobyard.";
    private static final String OTHER = "other";

    private UseCases() {}

    /** Simple name of the outermost class of the core on the stack, such as {@code EventListener}. */
    static String present() {
        return STACK.walk(UseCases::outermost);
    }

    private static String outermost(Stream<StackWalker.StackFrame> frames) {
        return frames.map(StackWalker.StackFrame::getClassName)
                .filter(UseCases::isUseCase)
                .reduce((inner, outer) -> outer)
                .map(UseCases::simpleName)
                .orElse(OTHER);
    }

    /** The front and the adapter are outside, the ground they all stand on is below; proxies are nobody's. */
    private static boolean isUseCase(String name) {
        return name.startsWith(CORE)
                && !name.startsWith("web.", CORE.length())
                && !name.startsWith("ra.", CORE.length())
                && !name.startsWith("persistence.", CORE.length())
                && !name.startsWith("platform.", CORE.length())
                && !name.contains("__EJB")
                && !name.contains("Proxy");
    }

    private static String simpleName(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        return nested < 0 ? simple : simple.substring(0, nested);
    }
}
