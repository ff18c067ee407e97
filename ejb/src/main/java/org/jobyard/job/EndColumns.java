package org.jobyard.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** An {@link Ending} in columns; written once. */
@Embeddable
class EndColumns {
    @Column(name = "exit_code")
    private Integer exitCode;

    @Column(name = "error_code")
    private String errorCode;

    @Column(name = "error_message")
    private String errorMessage;

    private String result;
    private String outputs;

    @Column(name = "output_location")
    private String outputLocation;

    @Column(name = "stdout_bytes")
    private Long stdoutBytes;

    @Column(name = "stderr_bytes")
    private Long stderrBytes;

    static EndColumns of(Ending ending) {
        EndColumns columns = new EndColumns();
        columns.exitCode = ending.exitCode();
        columns.errorCode = ending.errorCode();
        columns.errorMessage = ending.errorMessage();
        columns.result = ending.result();
        columns.outputs = ending.outputs();
        columns.outputLocation = ending.location();
        columns.stdoutBytes = ending.stdoutBytes();
        columns.stderrBytes = ending.stderrBytes();
        return columns;
    }

    Ending toEnding(JobEvent event) {
        return new Ending(
                event, exitCode, errorCode, errorMessage, result, outputs, outputLocation, stdoutBytes, stderrBytes);
    }
}
