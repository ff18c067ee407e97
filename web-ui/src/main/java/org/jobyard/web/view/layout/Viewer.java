package org.jobyard.web.view.layout;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;
import org.jobyard.security.Role;
import org.jobyard.web.security.CurrentCaller;

/** Who looks at the page; in pages {@code #{viewer}}. */
@Named
@RequestScoped
public class Viewer {

    @Inject
    CurrentCaller caller;

    public String getName() {
        return caller.get().name();
    }

    /** For the round picture of people without a picture. */
    public String getInitial() {
        return getName().substring(0, 1).toUpperCase(Locale.ROOT);
    }

    public String getRole() {
        return caller.get().role().name().toLowerCase(Locale.ROOT);
    }

    public String getTenant() {
        return caller.get().tenant();
    }

    /** Whether to offer submitting at all; the core decides again when it is done. */
    public boolean isSubmitter() {
        return caller.get().role().covers(Role.ENGINEER);
    }

    /** Whether to offer what operators do; the core decides again when it is done. */
    public boolean isOperator() {
        return caller.get().role().covers(Role.OPERATOR);
    }

    /** Whether the page shown is one whose path begins so. */
    public boolean at(String path) {
        return FacesContext.getCurrentInstance().getViewRoot().getViewId().startsWith(path);
    }
}
