package org.jobyard.web.view.submit;

import java.io.Serializable;
import java.time.LocalDateTime;
import org.jobyard.job.Backoff;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;

/** What is typed into the form. */
public class SubmitForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private String name;
    private String script;
    private String interpreter = Interpreter.OFFERED.get(0);
    private String arguments;
    private LocalDateTime startAt;
    private String zone = "UTC";
    private int priority = 4;
    private String timeout;
    private String deadline;
    private String reference;
    private final RepeatForm repeating = new RepeatForm();
    private SameName sameName = SameName.ALLOW;
    private int attempts = 1;
    // Not in the form, but kept when a job is run again.
    private Retry retry = new Retry(1, null, Backoff.EXPONENTIAL, null);

    /** The editor's name of the script's language. */
    public String getMode() {
        return Interpreter.mode(interpreter);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getScript() {
        return script;
    }

    public void setScript(String script) {
        this.script = script;
    }

    public String getInterpreter() {
        return interpreter;
    }

    public void setInterpreter(String interpreter) {
        this.interpreter = interpreter;
    }

    public String getArguments() {
        return arguments;
    }

    public void setArguments(String arguments) {
        this.arguments = arguments;
    }

    public LocalDateTime getStartAt() {
        return startAt;
    }

    public void setStartAt(LocalDateTime startAt) {
        this.startAt = startAt;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public int getPriority() {
        return priority;
    }

    public void setPriority(int priority) {
        this.priority = priority;
    }

    public String getTimeout() {
        return timeout;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public String getDeadline() {
        return deadline;
    }

    public void setDeadline(String deadline) {
        this.deadline = deadline;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public SameName getSameName() {
        return sameName;
    }

    public void setSameName(SameName sameName) {
        this.sameName = sameName;
    }

    public int getAttempts() {
        return attempts;
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    Retry getRetry() {
        return retry;
    }

    void setRetry(Retry retry) {
        this.retry = retry;
    }

    public RepeatForm getRepeating() {
        return repeating;
    }
}
