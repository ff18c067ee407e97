package org.jobyard.web.view.text;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The console's texts. */
@Named
@ApplicationScoped
public class Texts {

    /** Base name of the bundle that holds every text of the console. */
    private static final String BUNDLE = "org.jobyard.web.view.messages";

    /** The text of a key, with {@code %s} filled in. */
    public String get(String key, Object... values) {
        return bundle().getString(key).formatted(values);
    }

    /** What a reason code such as {@code NO_WORKER} means; the code itself when it is new; empty for null. */
    public String reason(String code) {
        return code == null ? "" : ofCode("reason.", code);
    }

    /** What happened to a job, from the code of an event such as {@code START}; the code itself when it is new. */
    public String event(String code) {
        return ofCode("event.", code);
    }

    public String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static String ofCode(String group, String code) {
        try {
            return bundle().getString(group + code);
        } catch (MissingResourceException newCode) {
            return code;
        }
    }

    private static ResourceBundle bundle() {
        return ResourceBundle.getBundle(BUNDLE, Locale.ROOT, Texts.class.getClassLoader());
    }
}
