package org.jobyard.web.view.queues;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jobyard.control.LimitChange;
import org.jobyard.control.ManageLimits;
import org.jobyard.dispatch.WorkLimit;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Role;
import org.jobyard.web.security.CurrentCaller;

/** Limits and holds on the page of queues. */
@Named
@RequestScoped
public class LimitsForm {

    @Inject
    ManageLimits limits;

    @Inject
    CurrentCaller caller;

    private List<WorkLimit> rows;
    private String type;
    private String tenant;
    private String destination;
    private Integer most;
    private boolean held;

    public List<WorkLimit> getRows() {
        if (rows == null) {
            rows = limits.list(caller.get());
        }
        return rows;
    }

    /** Whether to offer setting them; the core decides again when it is done. */
    public boolean isOperator() {
        return caller.get().role().covers(Role.OPERATOR);
    }

    /** Sets what was typed. */
    public void set() {
        set(type, tenant, destination, most, held);
        if (!FacesContext.getCurrentInstance().isValidationFailed()) {
            type = null;
            tenant = null;
            destination = null;
            most = null;
            held = false;
        }
    }

    /** Holds what is not held, releases what is; its limit stays. */
    public void hold(WorkLimit row) {
        set(row.type(), row.tenant(), row.destination(), row.most(), row.heldAt() == null);
    }

    /** Takes limit and hold away. */
    public void remove(WorkLimit row) {
        set(row.type(), row.tenant(), row.destination(), null, false);
    }

    private void set(String ofType, String ofTenant, String atDestination, Integer number, boolean hold) {
        try {
            limits.set(
                    caller.get(), new LimitChange(named(ofType), named(ofTenant), named(atDestination), number, hold));
        } catch (JobyardException refused) {
            tell(refused);
        }
        rows = null;
    }

    private static String named(String text) {
        return text == null || text.equals(WorkLimit.ALL) ? null : text.strip();
    }

    private static void tell(JobyardException refused) {
        FacesContext context = FacesContext.getCurrentInstance();
        if (refused.errors().isEmpty()) {
            context.addMessage(null, error(refused.getMessage()));
        }
        for (FieldError wrong : refused.errors()) {
            context.addMessage("limits:" + wrong.field(), error(wrong.message()));
        }
        context.validationFailed();
    }

    private static FacesMessage error(String text) {
        return new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text);
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getTenant() {
        return tenant;
    }

    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    public String getDestination() {
        return destination;
    }

    public void setDestination(String destination) {
        this.destination = destination;
    }

    public Integer getMost() {
        return most;
    }

    public void setMost(Integer most) {
        this.most = most;
    }

    public boolean isHeld() {
        return held;
    }

    public void setHeld(boolean held) {
        this.held = held;
    }
}
